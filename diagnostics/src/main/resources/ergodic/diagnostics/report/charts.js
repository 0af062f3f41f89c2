// Draws the figures from the data embedded in the page. Colours come from the style sheet, so that light, dark and
// print need no second set of numbers here; a change of scheme or width draws again.
(function () {
  'use strict';
  const charts = JSON.parse(document.getElementById('data').textContent);
  const drawn = [];

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue('--' + name).trim();
    return { ink: colour('ink'), muted: colour('muted'), grid: colour('grid'), line: colour('line'), card: colour('card'),
      accent: colour('accent'), soft: colour('soft'), family: getComputedStyle(document.body).fontFamily, chains: colour('chains').split(/\s+/) };
  }

  // Numbers in tooltips and on axes: short, with true minus signs.
  function digitsOf(value, digits) {
    if (value === null || value === undefined || !isFinite(value)) { return '–'; }
    const size = Math.abs(value);
    const text = size !== 0 && (size < 1e-3 || size >= 1e6)
      ? (+value.toPrecision(digits)).toExponential().replace('e+', 'e') : String(+value.toPrecision(digits));
    return text.replace(/-/g, '−');
  }
  // Without a second argument: the charts' library passes the number of the tick there.
  const short = value => digitsOf(value, 4);
  const superscript = power => String(power).replace(/./g, c => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]);

  // An axis of values that has them all: large and small ones in powers of ten that its name says once, so that ticks stay
  // short, and with the digits that tell ticks apart where values are many times their range.
  function values(t, name, all, more) {
    const finite = all.filter(v => v !== null && isFinite(v));
    const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
    const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
    const size = finite.length ? Math.max(Math.abs(low), Math.abs(high)) : 0;
    const power = size >= 1e5 || (size > 0 && size < 1e-3) ? 3 * Math.floor(Math.log10(size) / 3) : 0;
    const digits = Math.min(12, Math.max(4, high > low ? Math.ceil(Math.log10(size / (high - low))) + 2 : 4));
    const label = v => digitsOf(power === 0 ? v : v / 10 ** power, digits);
    const step = high > low ? 10 ** Math.floor(Math.log10((high - low) / 4)) : 1;
    const ticks = [Math.round(low / step), Math.round(low / step) + 0.5, Math.round(high / step)];
    const room = Math.max(...ticks.map(tick => label(tick * step).length));
    const scaled = power === 0 ? name : (name ? name + ', ' : '') + 'in 10' + superscript(power);
    const beside = more && more.beside; // the name stands beside the labels, which are as wide as they are
    return axis(t, scaled, Object.assign({ type: 'value', nameGap: beside ? 16 + 6.3 * room : 28 }, more, {
      axisLabel: { color: t.muted, fontSize: 11, hideOverlap: true, padding: beside ? 0 : [0, 4], formatter: label }
    }));
  }
  const brief = (text, most) => text.length > most ? text.slice(0, most - 1) + '…' : text;
  const percent = value => short(100 * value) + ' %';

  function axis(t, name, more) {
    return Object.assign({
      name: name, nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: t.muted, fontSize: 12 },
      axisLine: { lineStyle: { color: t.line } }, axisTick: { show: false },
      axisLabel: { color: t.muted, fontSize: 11, hideOverlap: true, formatter: short },
      splitLine: { lineStyle: { color: t.grid } }, scale: true
    }, more);
  }

  function base(t, x, y, series, more) {
    return Object.assign({
      animation: false, color: t.chains, textStyle: { fontFamily: t.family },
      grid: { left: 12, right: 14, top: 14, bottom: 34, containLabel: true },
      tooltip: {
        trigger: 'axis', confine: true, backgroundColor: t.card, borderColor: t.line, padding: [6, 10],
        textStyle: { color: t.ink, fontSize: 12 }, axisPointer: { lineStyle: { color: t.soft } }, valueFormatter: short
      },
      xAxis: x, yAxis: y, series: series
    }, more);
  }

  const line = (data, colour, more) => Object.assign({
    type: 'line', data: data, showSymbol: false, lineStyle: { width: 1.5, color: colour }, itemStyle: { color: colour },
    emphasis: { disabled: true }
  }, more);

  // A line of reference, not of data.
  function mark(t, data, label) {
    return {
      silent: true, symbol: 'none', animation: false, data: data, lineStyle: { color: t.soft, type: 'dashed', width: 1 },
      label: label ? { show: true, color: t.muted, fontSize: 11, formatter: label, position: 'end', distance: 4 } : { show: false }
    };
  }

  const legend = (t, names) => ({
    // With more chains than colours a legend says nothing.
    show: names.length > 1 && names.length <= t.chains.length, top: 0, right: 4, itemWidth: 14, itemHeight: 8,
    icon: 'roundRect', textStyle: { color: t.muted, fontSize: 11, fontFamily: t.family }, data: names
  });
  const chainName = i => 'chain ' + (i + 1);
  const chainColour = (t, i) => t.chains[i % t.chains.length];

  const kinds = {
    trace(m, t) {
      const first = m.from || 0;
      const many = m.series.length;
      const name = i => m.noun ? m.noun + ' ' + (i + 1) : chainName(i);
      const series = m.series.map((values, i) => line(values.map((v, k) => [first + k * m.stride, v]), chainColour(t, i),
        { name: name(i), lineStyle: { width: 0.9, color: chainColour(t, i), opacity: many > 4 ? 0.6 : 0.8 } }));
      const last = first + m.stride * (m.series[0].length - 1);
      const y = values(t, '', m.series.flat(), { nameLocation: 'end', nameGap: 8, nameTextStyle: { color: t.muted, fontSize: 11, align: 'left' } });
      return base(t, values(t, m.noun ? 'step' : 'draw', [first, last], { scale: false, splitNumber: 4, splitLine: { show: false } }), y, series,
        { legend: legend(t, m.series.map((s, i) => name(i))), grid: { left: 12, right: 20, top: 34, bottom: 34, containLabel: true } });
    },

    ranks(m, t) {
      const last = m.series[0].length - 1;
      const series = m.series.map((values, i) => line(values.map((v, k) => [k / last, v]), chainColour(t, i),
        { name: chainName(i), step: 'middle', lineStyle: { width: 1.3, color: chainColour(t, i) } }));
      series.push(line([], t.soft, {
        name: 'band', silent: true, tooltip: { show: false },
        markArea: { silent: true, itemStyle: { color: t.soft, opacity: 0.16 }, data: [[{ yAxis: -m.band }, { yAxis: m.band }]] },
        markLine: mark(t, [{ yAxis: 0 }])
      }));
      const reach = Math.max(m.band, ...m.series.flat().map(v => Math.abs(v || 0))) * 1.15;
      return base(t, axis(t, 'rank among all draws, as a share', { type: 'value', min: 0, max: 1, splitLine: { show: false } }),
        axis(t, '', { type: 'value', min: -reach, max: reach, axisLabel: { color: t.muted, fontSize: 11, showMinLabel: false, showMaxLabel: false, formatter: short } }),
        series, { legend: legend(t, m.series.map((s, i) => chainName(i))), grid: { left: 12, right: 14, top: 30, bottom: 34, containLabel: true } });
    },

    rhat(m, t) { return spread(m, t, 'R-hat', 1.01, v => Math.max(v - 1, 1e-4), v => short(1 + v)); },
    ess(m, t) { return spread(m, t, 'effective draws', 400, v => v, short); },

    energy(m, t) {
      const width = (m.high - m.low) / m.marginal.length;
      const at = values => values.map((v, i) => [m.low + (i + 0.5) * width, v]);
      return base(t, values(t, 'energy about its mean', [m.low, m.high], { splitNumber: 4, splitLine: { show: false } }),
        axis(t, '', { type: 'value', axisLabel: { show: false }, splitLine: { show: false } }), [
          line(at(m.marginal), t.accent, { name: 'draws', step: 'middle', areaStyle: { color: t.accent, opacity: 0.2 } }),
          line(at(m.change), t.soft, { name: 'changes', step: 'middle', lineStyle: { width: 1.5, color: t.soft, type: [5, 3] } })
        ], { legend: legend(t, ['draws', 'changes']) });
    },

    predictions(m, t) {
      // One line with gaps draws all intervals.
      const bars = m.points.flatMap(p => [[p[0], p[2]], [p[0], p[3]], [null, null]]);
      const all = m.points.flatMap(p => [p[0], p[1]]);
      const low = Math.min(...all);
      const high = Math.max(...all);
      return base(t, values(t, 'observed ' + brief(m.target, 24), [low, high], { splitNumber: 3 }),
        values(t, 'predicted', m.points.flatMap(p => [p[0], p[2], p[3]]), { beside: true }), [
          line(bars, t.accent, { name: m.level + ' interval', silent: true, tooltip: { show: false }, lineStyle: { width: 1, color: t.accent, opacity: 0.28 } }),
          line([[low, low], [high, high]], t.soft, { silent: true, tooltip: { show: false }, lineStyle: { width: 1, color: t.soft, type: 'dashed' } }),
          { name: 'mean', type: 'scatter', symbolSize: 5, data: m.points, itemStyle: { color: t.accent, opacity: 0.9 } }
        ], {
          grid: { left: 26, right: 14, top: 14, bottom: 34, containLabel: true },
          tooltip: {
            trigger: 'item', confine: true, backgroundColor: t.card, borderColor: t.line, textStyle: { color: t.ink, fontSize: 12 },
            formatter: p => 'observed ' + short(p.value[0]) + '<br>predicted ' + short(p.value[1]) + '<br>' + m.level + ' interval '
              + short(p.value[2]) + ' to ' + short(p.value[3])
          }
        });
    },

    calibration(m, t) {
      const upper = m.points.map(p => [p[0], Math.min(1, p[3])]);
      const lower = m.points.map(p => [p[0], Math.max(0, p[2])]);
      // Where shares would lie if the stated probabilities were right; both ends have one name, so one entry of the legend.
      const name = m.intervals ? 'two errors' : '95 % band';
      const faint = { name: name, silent: true, tooltip: { show: false }, lineStyle: { width: 1, color: t.soft, type: [2, 3] } };
      return base(t, axis(t, m.intervals ? 'stated probability of the interval' : 'stated probability', { type: 'value', min: 0, max: 1 }),
        axis(t, 'observed share', { type: 'value', min: 0, max: 1, nameGap: 38 }), [
          line(upper, t.soft, faint), line(lower, t.soft, faint),
          line([[0, 0], [1, 1]], t.soft, { silent: true, tooltip: { show: false }, lineStyle: { width: 1, color: t.soft, type: 'dashed' } }),
          line(m.points.map(p => [p[0], p[1]]), t.accent, { name: 'observed', showSymbol: true, symbol: 'circle', symbolSize: 6 })
        ], { legend: legend(t, ['observed', name]), grid: { left: 26, right: 14, top: 30, bottom: 34, containLabel: true } });
    },

    // Lines that a section of the page brings along, and histograms beside each other.
    lines(m, t) { return curves(m, t, {}); },
    histograms(m, t) { return curves(m, t, { step: 'end' }, true); },
    // Lines before bands, a place after the other: areas stand on each other over categories alone.
    fan(m, t) {
      const ends = m.bands.flatMap(band => band.lower.concat(band.upper)).concat(m.curves.flatMap(c => c.points)).map(p => p[1]);
      const y = values(t, m.y.name, ends, { beside: true });
      const series = m.curves.map((curve, i) => line(curve.points.map(p => p[1]), i === 0 ? t.ink : t.accent, {
        name: curve.name, showSymbol: i === 0, symbol: 'circle', symbolSize: 4, tooltip: { valueFormatter: short }
      }));
      return base(t, axis(t, m.x.name, { type: 'category', data: m.curves[0].points.map(p => short(p[0])), boundaryGap: false, scale: undefined, splitLine: { show: false }, axisLabel: { color: t.muted, fontSize: 11, hideOverlap: true } }),
        y, m.bands.flatMap((band, i) => area(t, band, i)).concat(series), {
          legend: legend(t, m.curves.map(c => c.name).concat(m.bands.map(band => band.name))), grid: { left: 26, right: 20, top: 50, bottom: 34, containLabel: true }
        });
    },

    pit(m, t) {
      const n = m.shares.length;
      return base(t, axis(t, 'part of the predictive distribution', {
        type: 'category', data: m.shares.map((s, i) => short((i + 0.5) / n)), scale: undefined, splitLine: { show: false },
        axisLabel: { color: t.muted, fontSize: 11, hideOverlap: true }
      }), axis(t, '', { type: 'value', scale: false, axisLabel: { color: t.muted, fontSize: 11, formatter: percent } }), [{
        name: 'truths', type: 'bar', data: m.shares, barCategoryGap: '8%', itemStyle: { color: t.accent, opacity: 0.75, borderRadius: [2, 2, 0, 0] },
        tooltip: { valueFormatter: percent },
        markArea: { silent: true, itemStyle: { color: t.soft, opacity: 0.2 }, data: [[{ yAxis: Math.max(0, 1 / n - m.band) }, { yAxis: 1 / n + m.band }]] },
        markLine: mark(t, [{ yAxis: 1 / n }])
      }]);
    }
  };

  // A band is an area on top of its lower end, which is drawn by nothing.
  function area(t, band, i) {
    const nothing = { silent: true, symbol: 'none', stack: 'band ' + i, stackStrategy: 'all', tooltip: { show: false }, lineStyle: { opacity: 0 } };
    return [
      line(band.lower.map(p => p[1]), t.accent, Object.assign({ name: 'below the ' + band.name }, nothing)),
      line(band.upper.map((p, k) => p[1] - band.lower[k][1]), t.accent,
        Object.assign({ name: band.name, itemStyle: { color: t.accent, opacity: i === 0 ? 0.25 : 0.5 }, areaStyle: { color: t.accent, opacity: 0.18 } }, nothing))
    ];
  }

  function curves(m, t, more, filled) {
    const all = k => m.curves.flatMap(c => c.points.map(p => p[k])).filter(v => v !== null);
    const scale = (a, k, beside) => a.percent
      ? axis(t, a.name, { type: 'value', scale: false, nameGap: beside ? 44 : 28, axisLabel: { color: t.muted, fontSize: 11, hideOverlap: true, formatter: percent } })
      : values(t, a.name, all(k), { beside: beside });
    const x = Object.assign(scale(m.x, 0, false), { min: Math.min(...all(0)), max: Math.max(...all(0)), splitLine: { show: false } });
    const shown = a => value => a.percent ? percent(value) : short(value);
    const series = m.curves.map((curve, i) => line(curve.points, chainColour(t, i), Object.assign({
      name: curve.name, lineStyle: { width: 1.8, color: chainColour(t, i), type: filled || i === 0 ? 'solid' : [8, 2 + 2 * i] },
      areaStyle: filled ? { color: chainColour(t, i), opacity: 0.22 } : undefined, tooltip: { valueFormatter: shown(m.y) }
    }, more)));
    return base(t, x, scale(m.y, 1, true), series, {
      legend: legend(t, m.curves.map(c => c.name)), grid: { left: 26, right: 20, top: 34, bottom: 34, containLabel: true }
    });
  }

  // Sorted values as a distribution function: functions in front, weights behind.
  function spread(m, t, name, bound, place, label) {
    const curve = values => values.map((v, i) => [v === null ? null : place(v), values.length === 1 ? 1 : i / (values.length - 1)]);
    const names = m.weights.length ? [m.nouns, 'weights'] : [m.nouns];
    const series = [];
    if (m.weights.length) {
      series.push(line(curve(m.weights), t.soft, { name: 'weights', lineStyle: { width: 2, color: t.soft, type: [5, 3] } }));
    }
    series.push(line(curve(m.functions), t.accent, {
      name: m.nouns, showSymbol: m.functions.length < 40, symbol: 'circle', symbolSize: 4, lineStyle: { width: 2.2, color: t.accent },
      markLine: mark(t, [{ xAxis: place(bound) }], () => String(bound))
    }));
    const placed = series.flatMap(s => s.data.map(d => d[0])).filter(v => v !== null).concat([place(bound)]);
    return base(t, axis(t, name + ' (log scale)', {
      type: 'log', min: Math.min(...placed) / 1.3, max: Math.max(...placed) * 1.5, scale: undefined,
      axisLabel: { color: t.muted, fontSize: 11, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: label }
    }), axis(t, 'share of all', { type: 'value', min: 0, max: 1, nameGap: 44, axisLabel: { color: t.muted, fontSize: 11, formatter: percent } }), series, {
      legend: legend(t, names), grid: { left: 26, right: 14, top: 46, bottom: 34, containLabel: true },
      tooltip: {
        trigger: 'item', confine: true, backgroundColor: t.card, borderColor: t.line, textStyle: { color: t.ink, fontSize: 12 },
        formatter: p => p.seriesName + ': ' + percent(p.value[1]) + ' are at most ' + label(p.value[0])
      }
    });
  }

  function drawAll() {
    const t = theme();
    while (drawn.length) { drawn.pop().dispose(); }
    for (const element of document.querySelectorAll('[data-chart]')) {
      const model = charts[element.dataset.chart];
      const chart = echarts.init(element, null, { renderer: 'svg' });
      chart.setOption(kinds[model.kind](model, t));
      drawn.push(chart);
    }
  }

  drawAll();
  let width = document.documentElement.clientWidth;
  let waiting = 0;
  window.addEventListener('resize', () => {
    if (document.documentElement.clientWidth !== width) {
      width = document.documentElement.clientWidth;
      clearTimeout(waiting);
      waiting = setTimeout(() => drawn.forEach(chart => chart.resize()), 120);
    }
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  window.addEventListener('beforeprint', () => { document.documentElement.classList.add('printing'); drawAll(); });
  window.addEventListener('afterprint', () => { document.documentElement.classList.remove('printing'); drawAll(); });
})();
