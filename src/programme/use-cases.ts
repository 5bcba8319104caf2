import type { Prompt, UseCase } from '../domain/programme.ts';
import { id, keys, list, services, text } from './fields.ts';
import { reportDuplicates, reportUnknownServices } from './lists.ts';
import type { YamlSource } from './yaml-source.ts';

/** The shape of `cas-usage.yml`; editors know it too (schemas.ts). */
export const useCasesSchema = keys({
  cas_usage: list(keys({ id, titre: text(75), gain: text(200), source: text(300) }), 1, 10),
  prompts: list(keys({ id, metier: text(60), services, titre: text(80), texte: text(1500) }), 1, 100),
});

/** Reads `cas-usage.yml`. */
export function readUseCases(
  source: YamlSource,
  known: readonly string[] | null,
): { useCases: UseCase[]; prompts: Prompt[] } | null {
  reportDuplicates(source, ['cas_usage']);
  reportDuplicates(source, ['prompts']);
  reportUnknownServices(source, ['prompts'], known, false);
  const file = source.check(useCasesSchema);
  if (!file) return null;
  return {
    useCases: file.cas_usage.map((useCase) => ({
      id: useCase.id,
      title: useCase.titre,
      claimedGain: useCase.gain,
      source: useCase.source,
    })),
    prompts: file.prompts.map((prompt) => ({
      id: prompt.id,
      trade: prompt.metier,
      departments: prompt.services ?? [],
      title: prompt.titre,
      text: prompt.texte,
    })),
  };
}
