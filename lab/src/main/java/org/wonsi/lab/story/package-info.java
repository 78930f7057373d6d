/**
 * Chains made up on purpose: stories in which every rule is broken once, to be told to any node.
 *
 * <p>Read {@link org.wonsi.lab.story.BlockStory} first: a list of blocks, one sentence each, with what a node must
 * answer. Tests tell it to a chain in memory and to a running node over its sockets. Source: paper, sections 5 and 11.
 */
@NullMarked
package org.wonsi.lab.story;

import org.jspecify.annotations.NullMarked;
