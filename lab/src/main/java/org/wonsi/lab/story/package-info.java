/**
 * The test cases for the rules of blocks: chains in which every rule is kept to the limit once and broken once, to be
 * given to any node.
 *
 * <p>Read {@link org.wonsi.lab.story.BlockStory} first: a list of blocks, one sentence each, with what a node must
 * answer. Tests tell it to a chain in memory and to a running node over its sockets. Source: paper, sections 5 and 11.
 */
@NullMarked
package org.wonsi.lab.story;

import org.jspecify.annotations.NullMarked;
