const LABEL =
  /电话|号码|手机|传真|联系方式|热线|单位|部门|科室|处室|机构|名称|姓名|联系人|地址|职务|职责|事项|业务|序号|区县|区域|备注|时间|服务|类别|类型|性质|网址|邮箱|phone|tel|fax|mobile|name|address|department|office|agency|unit|service|contact|hours|note|remark|extension|number|city|district|type/i;
const DIGITS = /\d{3,}/;

/** Rows in which the header may stand: titles and remarks come before it. */
const HEADER_SEARCH_ROWS = 12;

/**
 * Whether a row names columns: two or more different filled cells (or the only column), all short, none with
 * a run of digits, at least one with a word that tables of telephone numbers use.
 */
export function isHeaderRow(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  // A title merged over all columns repeats its text in each of them.
  const different = new Set(filled).size;
  if (different === 0 || (different === 1 && cells.length > 1)) return false;
  if (filled.some((cell) => cell.length > 40 || DIGITS.test(cell))) return false;
  const labels = filled.filter((cell) => LABEL.test(cell)).length;
  return labels >= 2 || labels * 2 >= filled.length;
}

/** Follows the rows of one sheet or csv and says which header holds for each. */
export class HeaderTracker {
  private header: string[] | null = null;
  private rowsSeen = 0;

  /** Whether the header may still come. */
  get above(): boolean {
    return this.header === null && this.rowsSeen <= HEADER_SEARCH_ROWS;
  }

  /** The header that holds for this row; null for rows above it, and for the header row itself. */
  next(cells: readonly string[]): string[] | null {
    this.rowsSeen += 1;
    if (this.header === null && this.rowsSeen > HEADER_SEARCH_ROWS) return null;
    if (isHeaderRow(cells) && (this.header === null || this.sameShape(cells))) {
      this.header = cells.map((cell) => cell.trim());
      return null;
    }
    return this.header;
  }

  /** A later row may only replace the header when it repeats it (page breaks of printed tables). */
  private sameShape(cells: readonly string[]): boolean {
    const { header } = this;
    return (
      header !== null &&
      cells.length === header.length &&
      cells.every((cell, i) => cell.trim() === header[i])
    );
  }
}
