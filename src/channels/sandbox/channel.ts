import type { Channel, Outgoing } from '../channel.ts';

/** Where the sandbox keeps its messages; given by whoever knows the store. */
export type SandboxMemory = {
  keep(recipient: string, message: Outgoing): Promise<void>;
  replace(id: string, message: Outgoing): Promise<void>;
};

/** A chat with nobody behind it: messages are kept, and shown on the sandbox's page. */
export function createSandboxChannel(memory: SandboxMemory): Channel {
  return {
    name: 'sandbox',
    ratePerSecond: Number.POSITIVE_INFINITY,
    async send(address, message) {
      await memory.keep(address, message);
      return { outcome: 'delivered', platformId: message.id };
    },
    async update(_address, platformId, message) {
      await memory.replace(platformId, message);
      return { outcome: 'delivered', platformId };
    },
    async close() {},
  };
}
