(() => {
  const specs = JSON.parse(document.getElementById('charts').textContent);
  const drawn = [];
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = value => value === 'NaN' ? NaN : value;

  function dataset(kind, series, index, labels) {
    const own = colour('--c' + index % 6);
    return {
      label: series.name,
      data: kind === 'POINTS' ? series.values.map((y, i) => ({ x: Number(labels[i]), y: number(y) })) : series.values.map(number),
      borderColor: own,
      backgroundColor: kind === 'BAR' ? own + 'b0' : own,
      borderWidth: kind === 'BAR' ? 1 : 2,
      borderDash: series.expected ? [6, 5] : [],
      pointRadius: series.expected || labels.length > 40 ? 0 : kind === 'POINTS' ? 4 : 2.5,
      pointStyle: series.expected ? 'line' : 'circle',
      showLine: kind !== 'POINTS' || series.expected,
      spanGaps: true,
      tension: 0
    };
  }

  function axis(title, more) {
    return Object.assign({
      title: { display: true, text: title, color: colour('--faint') },
      ticks: { color: colour('--faint'), maxRotation: 0, autoSkipPadding: 14 },
      grid: { color: colour('--line') }
    }, more);
  }

  function draw(spec, id) {
    return new Chart(document.getElementById('chart' + id), {
      type: spec.kind === 'BAR' ? 'bar' : 'line',
      data: {
        labels: spec.labels,
        datasets: spec.series.map((series, i) => dataset(spec.kind, series, i, spec.labels))
      },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        plugins: { legend: { display: spec.series.length > 1, labels: { color: colour('--ink'), usePointStyle: true } } },
        scales: { x: axis(spec.x, spec.kind === 'POINTS' ? { type: 'linear' } : {}), y: axis(spec.y, { type: spec.log ? 'logarithmic' : 'linear' }) }
      }
    });
  }

  function drawAll() {
    drawn.splice(0).forEach(chart => chart.destroy());
    specs.forEach((spec, id) => drawn.push(draw(spec, id)));
  }

  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
})();
