import type { Card } from '../../channels/channel.ts';
import { cardToBlocks } from '../../channels/slack/blocks.ts';
import { ButtonTooLong } from '../../channels/slack/buttons.ts';

/** A picture of the sandbox, where Slack would hold an uploaded file. */
export type ImageView = { url: string; alt: string };
export type BlockView = { type: string; [key: string]: unknown };

/**
 * A card as our Slack channel writes it, in Block Kit; pictures bear their sandbox address. Null: Slack would refuse
 * the card, a button of it carrying too much.
 */
export function slackBlocks(card: Card, images: readonly ImageView[]): BlockView[] | null {
  try {
    const pictures = images.map(({ url, alt }) => ({ fileId: url, alt }));
    return cardToBlocks(card, pictures).map(withAddress);
  } catch (error) {
    if (error instanceof ButtonTooLong) return null;
    throw error;
  }
}

function withAddress(block: ReturnType<typeof cardToBlocks>[number]): BlockView {
  if (block.type !== 'image' || !('slack_file' in block) || !block.slack_file) return { ...block };
  const { slack_file, ...rest } = block;
  return { ...rest, image_url: 'id' in slack_file ? slack_file.id : slack_file.url };
}
