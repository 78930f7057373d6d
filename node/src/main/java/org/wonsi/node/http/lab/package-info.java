/**
 * The seminar over HTTP: the lessons, and the experiments they run.
 *
 * <p>{@link org.wonsi.node.http.lab.LabRoutes} is what to read first.
 */
package org.wonsi.node.http.lab;
