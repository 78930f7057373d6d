/**
 * Bitcoin for a browser's tab: core, lab and the wallet's pure parts, compiled to WebAssembly.
 *
 * <p>Read {@link org.wonsi.browser.Facade} first: what a page can ask. {@code org.wonsi.browser.jdk} stands in for the few classes of the
 * JDK that TeaVM's class library lacks; everything else is compiled as it is for a server.
 */
@NullMarked
package org.wonsi.browser;

import org.jspecify.annotations.NullMarked;
