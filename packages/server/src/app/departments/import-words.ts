import type { Localised } from '@everyline/contract';
import type { ImportProblem, OfficePlace } from '@everyline/domain';

/** Why a row of a table of departments is left out, with the way out. */
export function problemSentence(problem: ImportProblem): Localised {
  switch (problem.code) {
    case 'no_name':
      return { zh: '没有名称，请填写。', en: 'There is no name; fill it in.' };
    case 'name_too_long':
      return {
        zh: '名称超过 200 个字，请缩短。',
        en: 'The name has more than 200 characters; shorten it.',
      };
    case 'bad_area_code':
      return {
        zh: '区号不存在，请写成 028 的样子，或留空。',
        en: 'There is no such area code; write it like 028, or leave it empty.',
      };
    case 'cycle':
      return {
        zh: '上级关系绕成了圈：它的上级最终又归它自己，请改正上级单位。',
        en: 'The departments above it lead back to itself; correct which one it is under.',
      };
    case 'outside_scope':
      return {
        zh: '不在您负责的单位之内，请由城市管理员导入。',
        en: 'It is outside your departments; a city administrator can import it.',
      };
    case 'duplicate':
      return {
        zh: `与${placeText(problem.at).zh}重复，请删去一行。`,
        en: `It is the same as in ${placeText(problem.at).en}; delete one of them.`,
      };
    case 'duplicate_code':
      return {
        zh: `编码与${placeText(problem.at).zh}相同，请改正。`,
        en: `It has the code of ${placeText(problem.at).en}; correct one of them.`,
      };
    case 'unknown_parent':
      return {
        zh: `上级单位“${problem.name}”在表中和系统里都没有，请补上或改正。`,
        en: `The department above, “${problem.name}”, is neither in the table nor in the tree; add it or correct the name.`,
      };
    case 'ambiguous_parent':
      return {
        zh: `叫“${problem.name}”的单位不止一个，请改填它的编码。`,
        en: `More than one department is called “${problem.name}”; give its code instead.`,
      };
    case 'name_taken':
      return {
        zh: `同一上级下已有“${problem.name}”，请改名，或填系统编号以修改它。`,
        en: `There is a “${problem.name}” under the same department; rename one, or give its system number to change it.`,
      };
    case 'parent_left_out':
      return {
        zh: `它的上级（${placeText(problem.at).zh}）没有导入，请先改正那一行。`,
        en: `The department above (${placeText(problem.at).en}) is left out; correct that row first.`,
      };
  }
}

function placeText({ sheet, row }: OfficePlace): Localised {
  return {
    zh: sheet === null ? `第 ${row} 行` : `“${sheet}”第 ${row} 行`,
    en: sheet === null ? `row ${row}` : `row ${row} of “${sheet}”`,
  };
}
