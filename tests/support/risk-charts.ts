/** A chart of our own in the published layout: the percent of a cell is the number of its steps up. */
export function chartLines(): string[] {
  const lines = ['sex,diabetes,smoker,age_band,sbp_band_mmHg,chol_band_mmol_L,near,far'];
  for (const sex of ['M', 'F']) for (const diabetes of [0, 1]) for (const smoker of [0, 1]) {
    ['40-44', '45-49', '50-54', '55-59', '60-64', '65-69', '70-74'].forEach((age, a) => {
      ['<120', '120-139', '140-159', '160-179', '>=180'].forEach((pressure, p) => {
        ['<4', '4-4.9', '5-5.9', '6-6.9', '>=7'].forEach((cholesterol, c) => {
          const steps = (sex === 'M' ? 10 : 0) + 20 * diabetes + 5 * smoker + a + p + c;
          lines.push([sex, diabetes, smoker, age, pressure, cholesterol, steps, steps + 1].join(','));
        });
      });
    });
  }
  return lines;
}
