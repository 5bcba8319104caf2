/**
 * The official renderer, loaded as a classic script from /sandbox/static/vendor/: the part of it we use.
 * (The package's own types lead to its TypeScript sources, which our stricter settings refuse.)
 */
declare const AdaptiveCards: {
  AdaptiveCard: {
    new (): {
      hostConfig: object;
      onExecuteAction: ((action: object) => void) | undefined;
      parse(card: unknown): void;
      render(): HTMLElement | undefined;
    };
    onProcessMarkdown: (text: string, result: { didProcess: boolean; outputHtml?: string }) => void;
  };
  HostConfig: new (config: object) => object;
  GlobalSettings: { setTabIndexAtCardRoot: boolean };
  OpenUrlAction: new () => { url?: string };
  SubmitAction: new () => { data?: object };
  ExecuteAction: new () => { data?: object };
};
