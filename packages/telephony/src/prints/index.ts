export { KnownSounds, type KnownSound, type KnownSoundChange } from './known-sounds.ts';
export { PrintIndex, RECORDING_MISFIT, type FindOptions, type PrintMatch } from './print-index.ts';
export { PrintMaker, printOf } from './print-maker.ts';
export { PRINT_HOP_MS, readPrint, slicePrint, writePrint, type Print } from './print.ts';
export { SoundFollower, type RecognisedSound } from './sound-follower.ts';
export type { HeardSound } from './sound-stretches.ts';
