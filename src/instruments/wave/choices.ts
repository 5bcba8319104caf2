/** A service as the value of a choice: several are joined by commas, which a name may hold too. */
export function choiceOf(department: string): string {
  return department.replace(/[%,]/g, encodeURIComponent);
}
