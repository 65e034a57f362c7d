import type { Chance } from '../chance.ts';
import type { CityOffice } from '../departments.ts';
import type { MadeLine } from '../city-line.ts';
import { localDigits } from '../numbering.ts';
import { writeNumber } from './written.ts';
import type { Decoy, DocumentFault, NumberStyle, WrittenNumber } from './written.ts';

/** One line as one document presents it. */
export interface Entry {
  readonly line: MadeLine;
  readonly owner: string;
  readonly service: string;
  readonly label: string;
  readonly hours: string;
  /** The number as written. */
  readonly raw: string;
}

/** Words before a number by what it is published for. */
const labels: Readonly<Record<MadeLine['purpose'], readonly string[]>> = {
  general: ['联系电话', '办公电话'],
  enquiry: ['咨询电话'],
  casework: ['业务电话', '办理电话'],
  complaint: ['监督投诉电话', '投诉电话'],
  duty: ['值班电话'],
  hotline: ['服务热线', '热线电话'],
  emergency: ['急救电话'],
  repair: ['抢修电话'],
  technical: ['技术支持电话'],
  fax: ['传真'],
  media: ['媒体联系电话'],
  mention: ['电话'],
};

/** What a document gathers while it is put together: the truth of what it says. */
export interface Draft {
  readonly written: WrittenNumber[];
  readonly decoys: Decoy[];
  /** Writes a line into the document and returns how it looks there. */
  readonly enter: (line: MadeLine, options?: EnterOptions) => Entry;
  /** Notes a run of digits that is no telephone and returns it. */
  readonly decoy: (why: Decoy['why'], raw: string) => string;
}

interface EnterOptions {
  readonly style?: NumberStyle;
  readonly owner?: string;
  readonly status?: WrittenNumber['status'];
  readonly faults?: readonly DocumentFault[];
  readonly service?: string;
  /** Writes the number with its last digit missing. */
  readonly digitMissing?: boolean;
}

export interface House {
  readonly offices: ReadonlyMap<string, CityOffice>;
  readonly style: NumberStyle;
  readonly chance: Chance;
}

/** Name of an office as its own body writes it, or in full for strangers. */
function ownerName(offices: ReadonlyMap<string, CityOffice>, line: MadeLine): string {
  return offices.get(line.departmentId)?.name ?? '';
}

export function startDraft(house: House): Draft {
  const written: WrittenNumber[] = [];
  const decoys: Decoy[] = [];
  return {
    written,
    decoys,
    enter: (line, options = {}) => {
      const owner = options.owner ?? ownerName(house.offices, line);
      const style =
        options.style ??
        (house.chance.happens(0.06)
          ? 'full_width'
          : house.chance.happens(0.1)
            ? 'area_dash'
            : house.style);
      const inWriting = writeNumber(line.number, style, house.chance);
      const shortened = options.digitMissing === true && localDigits(line.number.dialled) !== null;
      const raw = shortened ? inWriting.raw.slice(0, -1) : inWriting.raw;
      const faults = [...inWriting.faults, ...(options.faults ?? [])];
      if (shortened) faults.push('digit_missing');
      if (line.replacedBy !== null) faults.push('old_number');
      if (line.fate === 'fax_on_voice_line' && line.protection === null)
        faults.push('fax_as_telephone');
      written.push({
        raw,
        number: shortened ? null : line.number.dialled,
        extension: shortened ? null : line.number.extension,
        lineId: shortened ? null : line.id,
        owner,
        status: shortened ? 'malformed' : (options.status ?? 'active'),
        faults,
      });
      return {
        line,
        owner,
        service: options.service ?? line.services[0] ?? '综合业务',
        label: labelOf(line, house.chance),
        hours: line.hours.text,
        raw,
      };
    },
    decoy: (why, raw) => {
      decoys.push({ raw, why });
      return raw;
    },
  };
}

function labelOf(line: MadeLine, chance: Chance): string {
  if (line.number.dialled === '110') return '报警电话';
  if (line.number.dialled === '119') return '火警电话';
  return chance.pick(labels[line.purpose]);
}
