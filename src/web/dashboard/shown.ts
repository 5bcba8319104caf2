import type { DigestData, Hidden } from '../../domain/digest.ts';

/** A section that a review shows; null: it is hidden. */
export function shown<Section extends object>(section: Section | Hidden): Section | null {
  return isHidden(section) ? null : section;
}

function isHidden<Section extends object>(section: Section | Hidden): section is Hidden {
  return 'hidden' in section;
}

/** What is told of a section where it is shown. */
export function ofShown<Section extends object, Told>(
  pick: (sections: DigestData['sections']) => Section | Hidden,
  tell: (section: Section, data: DigestData) => Told,
): (data: DigestData) => Told | Hidden {
  return (data) => {
    const section = pick(data.sections);
    return isHidden(section) ? section : tell(section, data);
  };
}
