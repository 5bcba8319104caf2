import words from '../../locales/export.fr.json' with { type: 'json' };
import { count, type Figure, type Shown } from './figure.ts';

const { units } = words;

export function resourcesFigures(section: Shown<'resources'>): Figure[] {
  const { declared, breakEven, currency } = section;
  return [
    count('personnes', section.people),
    { measure: 'licences', value: section.licences, unit: units.licences },
    { measure: 'prix_licence', value: section.licenceMonthly, unit: `${currency}${units.monthly}` },
    { measure: 'duree', value: section.months, unit: units.months },
    { measure: 'cout', value: section.cost, unit: currency },
    { measure: 'formation', value: section.trainingHours, unit: units.hours },
    { measure: 'cafes', value: section.cafeHours, unit: units.hours, detail: section.cafeHoursFrom },
    ...(section.hourlyCost === null
      ? []
      : [{ measure: 'cout_horaire', value: section.hourlyCost, unit: `${currency}${units.hourly}` }]),
    ...(declared
      ? [
          { measure: 'temps_declare_bas', value: declared.lowHours, unit: units.hours },
          { measure: 'temps_declare_haut', value: declared.highHours, unit: units.hours },
          { measure: 'declarations_comptees', value: declared.counted, unit: units.answers },
          { measure: 'declarations_sans_duree', value: declared.unknown, unit: units.answers },
          { measure: 'semaines_declarees', value: declared.weeks, unit: units.weeks },
          { measure: 'temps_declare_bas_par_personne', value: declared.lowMinutes, unit: units.weekly },
          { measure: 'temps_declare_haut_par_personne', value: declared.highMinutes, unit: units.weekly },
        ]
      : []),
    ...(breakEven
      ? [
          { measure: 'equilibre_licences', value: breakEven.licences, unit: units.weekly },
          { measure: 'equilibre_total', value: breakEven.total, unit: units.weekly },
        ]
      : []),
  ];
}
