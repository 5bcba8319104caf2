import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { editFile, problemsOf, told } from '../support/reload.ts';

describe('an open survey that no file of the folder holds', () => {
  it('of the library, keeps neither the folder from changing nor the service from starting again', async () => {
    const program = await startProgram({
      people: [
        ...staff('Urbanisme', 14),
        { id: 'ref', department: 'Urbanisme', roles: 'referent' },
        { id: 'pilote', department: 'Direction', roles: 'pilote' },
      ],
    });
    await program.travel('2026-12-08T10:00');
    await program.say('ref', 'sondage');
    for (const survey of ['umux-lite', 'regles']) {
      const reply = await program.act('ref', 'survey.launch', { survey, department: 'Urbanisme' });
      expect(reply, survey).not.toHaveProperty('refused');
    }
    const open = (program.tables().round ?? []).map((row) => JSON.parse(row));
    expect(open.filter(({ status }) => status === 'open').map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['umux-lite', 'regles']),
    );
    await editFile(program, 'programme.yml', 'nom: Commune de Val-Serein', 'nom: Commune de Val-Clair');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
    expect(await told(program)).toEqual([expect.stringContaining('nom de la collectivité')]);
    await program.restart();
    expect(await problemsOf(program)).toEqual([]);
  });
});
