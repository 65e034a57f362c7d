export * from './city-json.ts';
export * from './clearances.ts';
export * from './departments.ts';
export * from './city-dial-plan.ts';
export {
  documentFaults,
  type CityDocument,
  type Decoy,
  type DocumentFault,
  type WrittenNumber,
} from './documents/written.ts';
export { fates, fateShares, type Fate } from './fates.ts';
export { CityFileError } from './json-reader.ts';
export { type Protection } from './city-line.ts';
export { example as workedExample, serviceItemsOf } from './service-items.ts';
export * from './make-city.ts';
export { sampleAreaCode } from './numbering.ts';
export * from './spot-check.ts';
export { toldTrunks } from './told-trunks.ts';
export { behaviourCounts, truthOf, zoneLimits, type CallCounts, type LineTruth } from './truth.ts';
export { exampleBureauName } from './vocabulary.ts';
