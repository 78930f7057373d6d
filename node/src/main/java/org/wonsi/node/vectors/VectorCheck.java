package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.JsonNode;

/** The check of one case of a kind of file; it throws MalformedException for a case that makes no sense. */
interface VectorCheck {
    Verdict check(JsonNode vector);
}
