/**
 * Bitcoin for a browser's tab: core and lab, compiled to WebAssembly by TeaVM.
 *
 * <p>Read {@link org.wonsi.browser.Facade} first: what a page can ask. {@code org.wonsi.browser.jdk} stands in for the
 * few classes of the JDK that TeaVM's class library lacks, and for two of core's that don't fit a tab; everything else
 * is compiled as it is for a server.
 */
@NullMarked
package org.wonsi.browser;

import org.jspecify.annotations.NullMarked;
