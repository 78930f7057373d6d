/**
 * Curves as an SVG file: measured points with their intervals, and the lines that theory gives.
 *
 * <p>Read {@link org.wonsi.cluster.plot.Chart} first, then {@link org.wonsi.cluster.plot.SvgChart}.
 */
@NullMarked
package org.wonsi.cluster.plot;

import org.jspecify.annotations.NullMarked;
