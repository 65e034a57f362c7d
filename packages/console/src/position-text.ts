import type { Position } from '@everyline/contract';
import type { Language } from '@everyline/ui';

/** Where in its source something stands, as people point at it. */
export function positionText(position: Position, language: Language): string {
  const zh = language === 'zh-CN';
  const parts: string[] = [];
  if (position.sheet !== undefined) {
    parts.push(zh ? `工作表“${position.sheet}”` : `sheet “${position.sheet}”`);
  }
  if (position.page !== undefined)
    parts.push(zh ? `第 ${position.page} 页` : `page ${position.page}`);
  if (position.cell !== undefined) {
    parts.push(zh ? `单元格 ${position.cell}` : `cell ${position.cell}`);
  } else if (position.row !== undefined) {
    parts.push(zh ? `第 ${position.row} 行` : `row ${position.row}`);
  }
  if (position.path !== undefined) parts.push(position.path);
  if (position.line !== undefined) {
    parts.push(zh ? `第 ${position.line} 行` : `line ${position.line}`);
    if (position.column !== undefined) {
      parts.push(zh ? `第 ${position.column} 列` : `column ${position.column}`);
    }
  }
  if (parts.length === 0 && position.offset !== undefined) {
    parts.push(zh ? `第 ${position.offset} 字` : `character ${position.offset}`);
  }
  return parts.join(zh ? '，' : ', ');
}
