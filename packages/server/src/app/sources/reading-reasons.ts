import type { Language } from '@everyline/contract';
import type { Position } from '@everyline/numbers';

/**
 * Every reason for which a document or a part of it is not read: one sentence with what is wrong
 * and the way out. `{name}` is filled from the values of the reason.
 */
export const READING_REASONS = {
  file_missing: {
    zh: '文件不存在或无法打开，请检查路径和读取权限。',
    en: 'The file does not exist or cannot be opened; check the path and the permission to read it.',
  },
  file_empty: {
    zh: '文件是空的，请重新导出或下载。',
    en: 'The file is empty; export or download it again.',
  },
  file_too_large: {
    zh: '文件有 {size} MB，超过此格式的上限 {limit} MB，请拆分或另存为 CSV（CSV 可流式读取）。',
    en: 'The file has {size} MB, more than the {limit} MB that this format allows; split it or save it as CSV, which is streamed.',
  },
  format_unknown: {
    zh: '无法识别的文件格式，请另存为 xlsx、csv、html、docx、pdf、txt、md、json 或 yaml。',
    en: 'The format of the file is not known; save it as xlsx, csv, html, docx, pdf, txt, md, json or yaml.',
  },
  format_needs_office: {
    zh: '旧格式 {format} 需要安装 LibreOffice（soffice）才能读取；请安装，或另存为 {instead}。',
    en: 'The old format {format} is read with LibreOffice (soffice), which is not installed; install it, or save the file as {instead}.',
  },
  office_failed: {
    zh: 'LibreOffice 无法转换此 {format} 文件，请打开检查后另存为 {instead}。',
    en: 'LibreOffice could not convert this {format} file; open it, check it and save it as {instead}.',
  },
  encoding_unknown: {
    zh: '无法判断文字编码（UTF-8、UTF-16、GB18030 都不符合），请用 UTF-8 另存。',
    en: 'The encoding of the text is neither UTF-8, UTF-16 nor GB18030; save the file as UTF-8.',
  },
  encoding_damaged: {
    zh: '按 {encoding} 解码时有 {count} 处乱码，其余内容已读取；请用正确的编码另存后重新导入。',
    en: '{count} places could not be decoded as {encoding}; the rest was read. Save the file in its right encoding and import it again.',
  },
  zip_broken: {
    zh: '压缩结构损坏或不完整（{detail}），请重新下载，或用 Office 打开修复后另存。',
    en: 'The zip structure is damaged or cut off ({detail}); download the file again, or repair it by opening and saving it in an office program.',
  },
  zip_bomb: {
    zh: '解压后的内容异常庞大（{detail}），为安全起见不读取；如文件确实可信，请拆分后另存为 CSV。',
    en: 'The file inflates beyond all measure ({detail}) and is not read, for safety; if it is genuine, split it and save it as CSV.',
  },
  encrypted: {
    zh: '文件设有密码，请取消密码保护后重新导入。',
    en: 'The file is protected by a password; remove the protection and import it again.',
  },
  part_missing: {
    zh: '文件缺少必要的部分 {part}，请用 Office 打开修复后另存。',
    en: 'The file lacks its part {part}; repair it by opening and saving it in an office program.',
  },
  xml_broken: {
    zh: '{part} 的内容损坏（{detail}），此前的内容已读取；请用 Office 打开修复后另存。',
    en: '{part} is damaged ({detail}); what stands before it was read. Repair the file by opening and saving it in an office program.',
  },
  nesting_too_deep: {
    zh: '嵌套超过 {limit} 层，此后的内容未读取；请简化文件后重新导入。',
    en: 'The nesting is deeper than {limit} levels; what follows was not read. Simplify the file and import it again.',
  },
  row_quote_open: {
    zh: '引号没有闭合，本行未读取；请补上引号后重新导入。',
    en: 'A quotation mark is never closed, so this row was not read; close it and import the file again.',
  },
  row_too_long: {
    zh: '本行超过 {limit} KB，未读取；请检查分隔符和换行。',
    en: 'This row is longer than {limit} KB and was not read; check the delimiter and the line ends.',
  },
  cell_error: {
    zh: '单元格是公式错误 {value}，未读取；请修正公式。',
    en: 'The cell holds the formula error {value} and was not read; correct the formula.',
  },
  pdf_broken: {
    zh: 'PDF 结构损坏（{detail}），请重新下载或重新导出。',
    en: 'The structure of the PDF is damaged ({detail}); download or export it again.',
  },
  pdf_scanned: {
    zh: 'PDF 是扫描件，没有文字；请先做文字识别（OCR），或导入原始文档。',
    en: 'The PDF is a scan without text; run text recognition (OCR) first, or import the original document.',
  },
  pdf_page_scanned: {
    zh: '本页是图片，没有文字，未读取；请对本页做文字识别（OCR）。',
    en: 'This page is an image without text and was not read; run text recognition (OCR) on it.',
  },
  pdf_page_broken: {
    zh: '本页损坏（{detail}），未读取；请重新导出 PDF。',
    en: 'This page is damaged ({detail}) and was not read; export the PDF again.',
  },
  data_broken: {
    zh: '数据结构不完整（{detail}），能读的部分已读取；请修正后重新导入。',
    en: 'The data is not well formed ({detail}); what could be read was read. Correct it and import the file again.',
  },
  address_invalid: {
    zh: '不是有效的 http(s) 地址，请检查拼写。',
    en: 'This is no valid http(s) address; check its spelling.',
  },
  address_private: {
    zh: '地址 {host} 指向内部网络，为安全起见不访问；如确需访问，请管理员在配置中许可。',
    en: 'The address {host} leads into a private network and is not visited, for safety; an administrator can allow it in the configuration.',
  },
  address_failed: {
    zh: '无法访问（{detail}），请检查地址和网络后重试。',
    en: 'The address could not be fetched ({detail}); check it and the network, then try again.',
  },
  address_status: {
    zh: '网站返回 {status}，没有取得文档；请在浏览器中确认地址。',
    en: 'The site answered {status} and gave no document; check the address in a browser.',
  },
  address_too_large: {
    zh: '下载内容超过 {limit} MB，已停止；请下载后以文件导入。',
    en: 'The download is larger than {limit} MB and was stopped; download the file yourself and import it.',
  },
  address_redirects: {
    zh: '重定向超过 {limit} 次，请使用最终地址。',
    en: 'The address redirects more than {limit} times; use the final address.',
  },
  folder_empty: {
    zh: '文件夹中没有可读的文件，请检查路径。',
    en: 'The folder holds no file that can be read; check the path.',
  },
  folder_too_deep: {
    zh: '文件夹超过 {limit} 层，更深的未读取；请从更深的文件夹开始。',
    en: 'The folder is deeper than {limit} levels; what lies deeper was not read. Start from a deeper folder.',
  },
  memory_exceeded: {
    zh: '内容过于庞大，超过读取的内存上限 {limit} MB，此前的内容已读取；请拆分或另存为 CSV。',
    en: 'The content needs more than the {limit} MB of memory that reading may take; what stands before was read. Split it or save it as CSV.',
  },
  reader_failed: {
    zh: '读取时出现意外错误（{detail}），此前的内容已读取；请另存为 csv 或 txt 后重试，并反馈此文件。',
    en: 'Reading failed unexpectedly ({detail}); what stands before was read. Save the file as csv or txt and try again, and report it.',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type ReadingCode = keyof typeof READING_REASONS;

/** Why something was not read: a code of the table and the values its sentence needs. */
export interface ReadingReason {
  readonly code: ReadingCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The sentence of a reason in the reader's language. */
export function reasonText(reason: ReadingReason, language: Language): string {
  const template = READING_REASONS[reason.code][language === 'en' ? 'en' : 'zh'];
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(reason.values[name] ?? '?'));
}

/** Where something stands, in words: `Sheet1!B12`, `第 3 行`, `page 2`; empty for the whole file. */
export function placeText(position: Position, language: Language): string {
  const zh = language !== 'en';
  const parts: string[] = [];
  if (position.page !== undefined)
    parts.push(zh ? `第 ${position.page} 页` : `page ${position.page}`);
  if (position.sheet !== undefined) {
    parts.push(position.cell === undefined ? position.sheet : `${position.sheet}!${position.cell}`);
  } else if (position.cell !== undefined) {
    parts.push(position.cell);
  }
  if (position.line !== undefined) {
    parts.push(zh ? `第 ${position.line} 行` : `line ${position.line}`);
  } else if (position.row !== undefined && position.cell === undefined) {
    parts.push(zh ? `第 ${position.row} 行` : `row ${position.row}`);
  }
  if (position.column !== undefined) {
    parts.push(zh ? `第 ${position.column} 列` : `column ${position.column}`);
  }
  if (position.path !== undefined) parts.push(position.path);
  return parts.join(zh ? '' : ', ');
}
