import type { Driver } from '../driver.ts';
import { andScale } from './and-scale/and-scale.ts';
import { andTm2655 } from './and-tm2655/and-tm2655.ts';
import { andUa767 } from './and-ua767/and-ua767.ts';
import { sdCodefree } from './codefree/codefree.ts';
import { contour } from './contour/contour.ts';
import { glucomenAreo } from './glucomen/glucomen.ts';
import { healthOMeter } from './health-o-meter/health-o-meter.ts';
import { medlab } from './medlab/medlab.ts';
import { berry } from './berry/berry.ts';
import { contec } from './contec/contec.ts';
import { datex } from './datex/datex.ts';
import { mapped } from './mapped/mapped.ts';
import { masimo } from './masimo/masimo.ts';
import { nellcor } from './nellcor/nellcor.ts';
import { node } from './node/node.ts';
import { nonin } from './nonin/nonin.ts';
import { omronHbp9020, omronHbp9030 } from './omron/omron.ts';
import { onetouchUltra } from './onetouch-ultra/onetouch-ultra.ts';
import { onetouchUltramini } from './onetouch-ultramini/onetouch-ultramini.ts';
import { plainScale } from './plain-scale/plain-scale.ts';
import { seca460 } from './seca/seca.ts';
import { suntech } from './suntech/suntech.ts';
import { suretemp } from './suretemp/suretemp.ts';
import { tanita } from './tanita/tanita.ts';
import { terumoBp500 } from './terumo/terumo.ts';

/** Every driver, in the order they are offered. To add one: its folder beside this file, and a line here. */
export const drivers: readonly Driver[] = [
  ...nonin, ...contec, masimo, nellcor, berry, datex, node, mapped,
  andTm2655, andUa767, omronHbp9020, omronHbp9030, terumoBp500, suntech, medlab,
  andScale, tanita, healthOMeter, seca460, plainScale,
  suretemp,
  onetouchUltra, onetouchUltramini, contour, glucomenAreo, sdCodefree,
];

export const driverById = (id: string): Driver | undefined => drivers.find((each) => each.facts.id === id);
