/**
 * The interface of the lessons' experiments: which there are, what they do on command, and the panels that they show.
 *
 * <p>Read {@link org.wonsi.node.service.lab.ExperimentService} first. {@link org.wonsi.node.service.lab.Panel} lists the kinds of panels, which
 * are data: the page draws each in one way. The experiments themselves are in {@code lab.experiment}.
 */
@NullMarked
package org.wonsi.node.service.lab;

import org.jspecify.annotations.NullMarked;
