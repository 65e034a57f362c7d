import type { OutboundMessage } from '../app/ports/outbound.ts';

/**
 * A message as text for a person. What would pass the limit of the channel is left out, whole items
 * at a time, and said to be; a single item that is too long is cut.
 */
export function plainText(message: OutboundMessage, mostBytes: number): string {
  const zh = message.language === 'zh-CN';
  const parts = message.items.map(({ text, link }) => (link === null ? text : `${text}\n${link}`));
  const rest = (left: number) =>
    zh
      ? `另有 ${left} 条，请在控制台的“通知”中查看。`
      : `${left} more: see Notices in the console.`;
  for (let count = parts.length; count > 0; count -= 1) {
    const shown = parts.slice(0, count);
    if (count < parts.length) shown.push(rest(parts.length - count));
    const text = shown.join('\n\n');
    if (bytesOf(text) <= mostBytes) return text;
  }
  return cut(parts[0] ?? '', mostBytes);
}

function cut(text: string, mostBytes: number): string {
  const end = '…';
  let kept = '';
  let bytes = bytesOf(end);
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > mostBytes) break;
    kept += character;
  }
  return `${kept}${end}`;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
