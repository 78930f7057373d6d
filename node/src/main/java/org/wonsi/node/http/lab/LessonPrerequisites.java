package org.wonsi.node.http.lab;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.service.NodeService;

/**
 * The facts about a node's seminar that a lesson may need, and which of a lesson's needs are missing.
 *
 * @param hasLab whether experiments can be run
 * @param nodes in this process
 * @param blocks after block 0
 * @param payments in the newest blocks, coinbases left out
 */
record LessonPrerequisites(boolean hasLab, int nodes, int blocks, int payments) {
    /** Blocks that count as the newest. */
    private static final int NEWEST = 10;

    static LessonPrerequisites of(NodeService node) {
        int height = node.snapshot().tip().height();
        int payments = node.queries().read(q -> q.blocksDownFrom(height, NEWEST)).stream()
                .mapToInt(block -> Math.max(0, block.txCount() - 1))
                .sum();
        return new LessonPrerequisites(
                node.experimentService().isPresent(),
                new SiblingNodes(node).all().size(),
                height,
                payments);
    }

    /** What is too little for a lesson: lab, nodes, blocks, payments; empty if it can begin. */
    List<String> lacks(Lesson lesson) {
        List<String> lacks = new ArrayList<>();
        boolean acts = lesson.steps().stream().anyMatch(step -> !step.actions().isEmpty());
        if (acts && !hasLab) {
            lacks.add("lab");
        }
        if (nodes < lesson.needs().nodes()) {
            lacks.add("nodes");
        }
        if (blocks < lesson.needs().blocks()) {
            lacks.add("blocks");
        }
        if (payments < lesson.needs().payments()) {
            lacks.add("payments");
        }
        return lacks;
    }
}
