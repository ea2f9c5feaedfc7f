import type { Simulator } from '../simulator.ts';
import { andScaleSimulator } from './and-scale/simulate.ts';
import { tm2655Simulator } from './and-tm2655/simulate.ts';
import { ua767Simulator } from './and-ua767/simulate.ts';
import { codefreeSimulator } from './codefree/simulate.ts';
import { contourSimulator } from './contour/simulate.ts';
import { glucomenSimulator } from './glucomen/simulate.ts';
import { healthOMeterSimulator } from './health-o-meter/simulate.ts';
import { medlabSimulator } from './medlab/simulate.ts';
import { berrySimulators } from './berry/simulate.ts';
import { contecSimulators } from './contec/simulate.ts';
import { datexSimulators } from './datex/simulate.ts';
import { mappedSimulators } from './mapped/simulate.ts';
import { masimoSimulators } from './masimo/simulate.ts';
import { nellcorSimulators } from './nellcor/simulate.ts';
import { nodeSimulators } from './node/simulate.ts';
import { noninSimulators } from './nonin/simulate.ts';
import { hbp9020Simulator, hbp9030Simulator } from './omron/simulate.ts';
import { ultraSimulator } from './onetouch-ultra/simulate.ts';
import { ultraminiSimulator } from './onetouch-ultramini/simulate.ts';
import { plainScaleSimulator } from './plain-scale/simulate.ts';
import { secaSimulator } from './seca/simulate.ts';
import { suntechSimulator } from './suntech/simulate.ts';
import { suretempSimulator } from './suretemp/simulate.ts';
import { tanitaSimulator } from './tanita/simulate.ts';
import { terumoSimulator } from './terumo/simulate.ts';

/** Makes the simulator of a driver, by the driver's id. Each driver has one. */
export const simulators: Readonly<Record<string, () => Simulator>> = {
  ...noninSimulators,
  ...contecSimulators,
  ...masimoSimulators,
  ...nellcorSimulators,
  ...berrySimulators,
  ...datexSimulators,
  ...nodeSimulators,
  ...mappedSimulators,
  'and-tm2655': tm2655Simulator,
  'and-ua767': ua767Simulator,
  'omron-hbp-9020': hbp9020Simulator,
  'omron-hbp-9030': hbp9030Simulator,
  'terumo-bp500': terumoSimulator,
  'suntech-advantage': suntechSimulator,
  'medlab-nibp': medlabSimulator,
  'and-scale': andScaleSimulator,
  'tanita': tanitaSimulator,
  'health-o-meter': healthOMeterSimulator,
  'seca-460': secaSimulator,
  'plain-scale': plainScaleSimulator,
  'suretemp': suretempSimulator,
  'onetouch-ultra': ultraSimulator,
  'onetouch-ultramini': ultraminiSimulator,
  'contour': contourSimulator,
  'glucomen-areo': glucomenSimulator,
  'sd-codefree': codefreeSimulator,
};
