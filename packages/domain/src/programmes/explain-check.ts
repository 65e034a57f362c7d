import type { ArithmeticCheck, CheckTerm } from './check-arithmetic.ts';

/** Says what a check found and by how much, in both languages. */
export function explainCheck(check: ArithmeticCheck): { readonly zh: string; readonly en: string } {
  return check.kind === 'parts' ? explainParts(check) : explainRate(check);
}

function explainParts(check: ArithmeticCheck): { zh: string; en: string } {
  const { stated, reckoned, unit, subject, terms, result } = check;
  const sum = terms.map(({ text }) => text).join(' + ');
  const total = `${shown(reckoned)}${unit}`;
  const apart = `${shown(Math.abs(stated - reckoned))}${unit}`;
  const whole = { zh: named(subject, 'zh'), en: named(subject, 'en') };
  switch (result) {
    case 'short':
      return {
        zh: `${sum} = ${total}，而${whole.zh}：还有 ${apart}没有交代。`,
        en: `${sum} = ${total}, but ${whole.en}: ${apart} are not accounted for.`,
      };
    case 'exceeds':
      return {
        zh: `${sum} = ${total}，比${whole.zh}多出 ${apart}。`,
        en: `${sum} = ${total}: ${apart} more than ${whole.en}.`,
      };
    case 'units_differ':
      return {
        zh: `${sum} 的单位不一致：只有都按“${unit}”算，才合计为${whole.zh}。`,
        en: `The units of ${sum} differ: only if all were ${unit} would they add up to ${whole.en}.`,
      };
    default:
      return {
        zh: `${sum} = ${total}，与${whole.zh}相符。`,
        en: `${sum} = ${total}: agrees with ${whole.en}.`,
      };
  }
}

function explainRate(check: ArithmeticCheck): { zh: string; en: string } {
  const { kind, stated, reckoned, subject, terms, result } = check;
  const given = `${shown(stated)}%`;
  const right = `${shown(reckoned)}%`;
  const points = shown(Math.abs(stated - reckoned));
  const over = terms.map(({ text }) => text).join(' ÷ ');
  const rates = terms.map(({ text }) => text);
  const basis =
    kind === 'rates_of_parts'
      ? {
          zh: `按各部分的完成率（${rates.join('、')}）推算`,
          en: `From the rates of the parts (${rates.join(', ')})`,
        }
      : { zh: `${over} =`, en: `${over} =` };
  const about =
    subject.label === ''
      ? { zh: '', en: '' }
      : { zh: `“${subject.label}”`, en: ` of “${subject.label}”` };
  const name =
    kind === 'share'
      ? { zh: `${about.zh}占比`, en: `the share${about.en}` }
      : { zh: `${about.zh}完成率`, en: `the rate${about.en}` };
  return result === 'holds'
    ? {
        zh: `${basis.zh} ${right}，与${name.zh} ${given} 相符。`,
        en: `${basis.en} ${right}: agrees with ${name.en}, ${given}.`,
      }
    : {
        zh: `${basis.zh} ${right}，而${name.zh}写的是 ${given}，相差 ${points} 个百分点。`,
        en: `${basis.en} ${right}, but ${name.en} is given as ${given}: ${points} points apart.`,
      };
}

function named({ label, text }: CheckTerm, language: 'zh' | 'en'): string {
  if (label === '') return language === 'zh' ? `总数 ${text}` : `the total of ${text}`;
  return language === 'zh' ? `“${label}” ${text}` : `“${label}”, ${text}`;
}

function shown(value: number): string {
  return String(Number(value.toFixed(4)));
}
