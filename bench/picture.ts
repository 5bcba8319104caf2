import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { goalText, isMet, type Measured } from './results.ts';

/** Ends of the scale: what is farther is drawn at the end. */
const LOW = 0.1;
const HIGH = 10;

/** How far each ratio is from its goal, on one scale: 1 is the goal, to the right is better; as SVG. */
export async function picture(measured: readonly Measured[]): Promise<string> {
  const known = measured.filter(({ figure }) => !Number.isNaN(figure.ratio));
  const values = known.map((each) => {
    const { row, figure } = each;
    const { goal } = row;
    const margin = 'atLeast' in goal ? figure.ratio / goal.atLeast : goal.atMost / figure.ratio;
    return {
      name: row.id,
      margin: Math.min(Math.max(margin, LOW), HIGH),
      met: isMet(each) ? 'met' : 'missed',
      label: `${figure.ratio.toFixed(2)}, goal ${goalText(row)}: ${isMet(each) ? 'met' : 'missed'}`,
    };
  });
  const y = {
    field: 'name',
    type: 'nominal' as const,
    sort: null,
    title: null,
    axis: { labelFontSize: 13, grid: false },
  };
  const x = {
    field: 'margin',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, domain: [LOW, HIGH] },
    axis: { values: [LOW, 0.2, 0.5, 1, 2, 5, HIGH], format: '~g' },
    title: 'times as good as the goal asks: to the right of 1 it is met (logarithmic)',
  };
  const color = {
    field: 'met',
    type: 'nominal' as const,
    scale: { domain: ['met', 'missed'], range: ['#14384f', '#b4560f'] },
    legend: null,
  };
  const spec: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: 520,
    height: { step: 34 },
    background: '#ffffff',
    padding: 16,
    data: { values },
    layer: [
      { mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { x: { datum: 1 } } },
      { mark: { type: 'rule', strokeWidth: 5 }, encoding: { y, x, x2: { datum: 1 }, color } },
      { mark: { type: 'point', filled: true, size: 110, opacity: 1 }, encoding: { y, x, color } },
      {
        mark: { type: 'text', align: 'left', dx: 14, fontSize: 12 },
        encoding: { y, x: { datum: HIGH }, color, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' });
  return view.toSVG();
}
