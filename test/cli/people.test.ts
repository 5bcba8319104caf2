import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const people = staff('Services techniques', 12);

async function imported(edit: (csv: string) => string) {
  const program = await startProgram({ people });
  const own = join(program.programme, 'agents.csv');
  const file = join(program.programme, 'nouveaux.csv');
  writeFileSync(file, edit(readFileSync(own, 'utf8')));
  return { program, file, own, env: placesOf(program) };
}

describe('people import', () => {
  it('shows what would change, and changes nothing', async () => {
    const { program, file, env } = await imported((csv) =>
      csv
        .replace(/^p12;.*\n/m, '')
        .replace(
          'p01;Personne p01;p01@commune.example;Services techniques;agent;',
          'p01;Personne p01;;Urbanisme;agent|referent;aucun',
        )
        .concat('p13;Nadia Meyer;nadia.meyer@commune.example;Urbanisme;agent;\n'),
    );
    const before = program.tables().person;
    const { code, out, err } = await percolateur(env, 'people', 'import', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      'Arrivées : 1',
      '  p13 Nadia Meyer (Urbanisme)',
      'Départs : 1',
      '  p12 Personne p12 (Services techniques)',
      'Changements : 1',
      '  p01 Personne p01 : courriel p01@commune.example → –, service Services techniques → Urbanisme, rôles agent → agent|referent, canal – → aucun',
      'Sans moyen de les joindre : 1. Ajoutez leur courriel professionnel, ou prévenez-les autrement.',
      '  p01 Personne p01 (Urbanisme)',
      "Rien n'a été changé. Pour appliquer : ajoutez --apply.",
    ]);
    expect(program.tables().person).toEqual(before);
  });

  it('applies, and says that the programme has another list', async () => {
    const { program, file, own, env } = await imported((csv) => csv.replace(/^p12;.*\n/m, ''));
    await program.travel('2026-11-16T12:00');
    const { code, out } = await percolateur(env, 'people', 'import', file, '--apply');
    expect(code).toBe(1);
    expect(out).toContain(`À faire : copiez ${file} dans ${own}`);
    const left = program.tables().person?.filter((row) => row.includes('"left_on":"2026-11-16"'));
    expect(left).toHaveLength(1);
    writeFileSync(own, readFileSync(file));
    const again = await percolateur(env, 'people', 'import', own, '--apply', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({
      applied: true,
      departures: [],
      programmeFileDiffers: false,
    });
  });

  it('shows every change that it would make: accounts, days, zone; nothing for an account met in chat', async () => {
    const { program, file, env } = await imported((csv) =>
      csv
        .replace('roles;canal\n', 'roles;canal;aad_id;slack_id;fuseau;jours\n')
        .replace(/^(p\d\d;.*)$/gm, '$1;;;;')
        .replace(
          /^(p02;.*);;;;$/m,
          '$1;b1c2d3e4-0000-4000-8000-000000000002;U0AAAAAAA;Indian/Reunion;lun-mar',
        ),
    );
    await program
      .engine()
      .inTurn((turn) =>
        turn.tx.updateTable('person').set({ slack_id: 'U0BBBBBBB' }).where('id', '=', 'p03').execute(),
      );
    const { code, out } = await percolateur(env, 'people', 'import', file);
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'Changements : 1',
      '  p02 Personne p02 : identifiant Entra – → b1c2d3e4-0000-4000-8000-000000000002, identifiant Slack – → U0AAAAAAA, fuseau – → Indian/Reunion, jours – → lun-mar',
    ]);
    await percolateur(env, 'people', 'import', file, '--apply');
    expect(program.tables().person?.find((row) => row.includes('"p03"'))).toContain('U0BBBBBBB');
    const again = await percolateur(env, 'people', 'import', file);
    expect(again.out).toMatch(/^Rien ne change\.|^Rien n'a été changé/m);
    expect(again.out).not.toContain('Changements');
  });

  it('is followed by the service that runs: a mover is of another wave from its next week on', async () => {
    const program = await startProgram({
      people: [...people, ...staff('Urbanisme', 10, 'u')],
      edits: [['programme.yml', '    services: []\n', '    services: [Services techniques]\n']],
    });
    await program.travel('2026-12-03T12:00');
    const own = join(program.programme, 'agents.csv');
    const list = readFileSync(own, 'utf8').replace(
      'u01@commune.example;Urbanisme',
      'u01@commune.example;Services techniques',
    );
    writeFileSync(own, list);
    const { out } = await percolateur(placesOf(program), 'people', 'import', own, '--apply');
    expect(out).toContain('service Urbanisme → Services techniques');
    await program.travel('2026-12-10T12:00');
    const asked = (program.tables().round_person ?? []).filter((row) => row.includes('"u01"'));
    expect(asked.map((row) => JSON.parse(row).round_id).filter((id) => id.startsWith('checkin/'))).toEqual([
      'checkin/pilote/2',
    ]);
  });

  it('says every wrong line, and exits 2', async () => {
    const { file, env } = await imported((csv) =>
      csv.replace('p02@commune.example', 'pas un courriel').concat('p01;Encore;;Urbanisme;chef;\n'),
    );
    const { code, out, err } = await percolateur(env, 'people', 'import', file, '--apply');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^nouveaux\.csv:3: « courriel » ne convient pas/m);
    expect(err).toMatch(/^nouveaux\.csv:14: « roles » ne convient pas/m);
    expect(err).toMatch(/^nouveaux\.csv:14: même « id » qu'à la ligne 2/m);
  });
});
