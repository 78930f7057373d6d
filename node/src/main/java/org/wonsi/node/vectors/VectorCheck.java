package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Says of one case of a kind of file whether it holds; throws MalformedException for a case that makes no sense. */
interface VectorCheck {
    Verdict check(JsonNode vector);
}
