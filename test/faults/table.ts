import type { Reporter, TestModule } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** What a scenario counted. */
    counted?: Record<string, string | number>;
  }
}

/** Prints, at the end, what each scenario went through: a table in Markdown. */
export default class Table implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => {
        const { counted } = test.meta();
        return counted ? [{ scenario: test.name, ...counted, result: test.result().state }] : [];
      }),
    );
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const line = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |\n`;
    const table = rows.map((row) =>
      line(columns.map((column) => new Map(Object.entries(row)).get(column) ?? '')),
    );
    if (rows.length > 0)
      process.stdout.write(`\n${line(columns)}${line(columns.map(() => '---'))}${table.join('')}\n`);
  }
}
