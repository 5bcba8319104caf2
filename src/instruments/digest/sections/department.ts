import { GROUPED } from '../../../domain/publishing.ts';
import { text } from '../../../engine/texts.ts';

/** A service as readers know it: small ones are shown together. */
export function departmentName(department: string): string {
  return department === GROUPED ? text('digest.grouped') : department;
}
