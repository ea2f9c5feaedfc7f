import { loud } from './unsupported.ts';

const AREA = { x: 0, y: 0, width: 1366, height: 768 };
const PRIMARY = { id: 1, scaleFactor: 1, bounds: AREA, workArea: AREA };

/** One screen of the size the desk is laid out for. */
export const screen = loud('screen', {
  getPrimaryDisplay: () => PRIMARY,
  getAllDisplays: () => [PRIMARY],
});
