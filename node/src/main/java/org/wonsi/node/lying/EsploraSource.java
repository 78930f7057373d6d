package org.wonsi.node.lying;

/** A source of answers under Esplora's paths: the honest node, or a liar before it. */
interface EsploraSource {
    /** The answer. */
    Reply ask(Question question);

    /** Asks for what is at a path below {@code /api}. */
    default Reply get(String path) {
        return ask(Question.get(path));
    }
}
