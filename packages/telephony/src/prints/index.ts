export { PrintIndex, type FindOptions, type PrintMatch } from './print-index.ts';
export { PrintMaker, printOf } from './print-maker.ts';
export { PRINT_HOP_MS, readPrint, slicePrint, writePrint, type Print } from './print.ts';
