/**
 * The wallet of a phone: the command line's pure packages over the chain that this tab checked itself.
 *
 * <p>Read {@link org.wonsi.browser.phone.PhoneFacade} first, then {@link org.wonsi.browser.phone.PhoneWallet}. No clock, no random source and no
 * storage is here: the page's worker hands them in.
 */
@NullMarked
package org.wonsi.browser.phone;

import org.jspecify.annotations.NullMarked;
