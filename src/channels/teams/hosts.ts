/** Where Teams answers: public, GCC, GCC High, DoD. Source: Microsoft Learn, « Send proactive messages ». */
const TEAMS_HOSTS = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Which service URLs may be called: the bot's token goes there. Without authentication only the machine itself
 * (and `added`); plain http only to the machine itself. `added` holds host names, with or without a port
 * (without: any).
 */
export function serviceUrlGuard(auth: boolean, added: readonly string[]): (serviceUrl: string) => boolean {
  const anyPort = new Set([...(auth ? [] : LOOPBACK), ...added.map((host) => host.toLowerCase())]);
  return (serviceUrl) => {
    // The SDK reads URLs with other parsers than ours: what two parsers could read differently is refused.
    if (!/^https?:\/\/[\w.\-[\]:]+(\/[\w.\-~/%]*)?$/i.test(serviceUrl)) return false;
    const url = URL.parse(serviceUrl);
    if (!url) return false;
    if (url.protocol !== 'https:' && !isLoopback(url.hostname)) return false;
    if (auth && TEAMS_HOSTS.includes(url.host)) return true;
    return anyPort.has(url.host) || anyPort.has(url.hostname);
  };
}

function isLoopback(hostname: string): boolean {
  return LOOPBACK.includes(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
