// @ts-check
/** Our style in the renderer's words. Colours are the page's own variables, so the dark theme follows. */
const colours = {
  default: { default: 'var(--ink)', subtle: 'var(--muted)' },
  dark: { default: 'var(--ink)', subtle: 'var(--muted)' },
  light: { default: 'var(--ink)', subtle: 'var(--muted)' },
  accent: { default: 'var(--accent)', subtle: 'var(--accent)' },
  good: { default: 'var(--good)', subtle: 'var(--good)' },
  warning: { default: 'var(--warn)', subtle: 'var(--warn)' },
  attention: { default: 'var(--bad)', subtle: 'var(--bad)' },
};
const style = (/** @type {string} */ background) => ({
  backgroundColor: background,
  foregroundColors: colours,
  borderColor: 'var(--line)',
});

export const hostConfig = {
  fontFamily: 'inherit',
  fontSizes: { small: 14, default: 15, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 20, default: 23, medium: 24, large: 26, extraLarge: 32 },
  spacing: { small: 6, default: 12, medium: 16, large: 22, extraLarge: 30, padding: 18 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: style('transparent'),
    emphasis: style('var(--sunk)'),
    accent: style('var(--accent-soft)'),
    good: style('var(--accent-soft)'),
    warning: style('var(--warn-soft)'),
    attention: style('var(--bad-soft)'),
  },
  actions: {
    maxActions: 20,
    spacing: 'medium',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'default' },
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: {
    title: { color: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 160 },
    value: { color: 'default', weight: 'bolder', wrap: true },
    spacing: 14,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'default', size: 'small' },
  },
  textBlock: { headingLevel: 4 },
  textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false } },
};
