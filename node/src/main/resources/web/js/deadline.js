/** A signal that gives a request up after so many milliseconds; browsers before 2022 have no `AbortSignal.timeout`. */
export function deadline(milliseconds) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
}
