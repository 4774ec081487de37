// What a notebook shows where there is no kernel: beside each widget that it holds, the widget's still picture
// (its traitlet `picture`, made by the kernel after each answer).
const VIEW = "application/vnd.jupyter.widget-view+json";
const STATE = "application/vnd.jupyter.widget-state+json";

/** The notebook as JSON, each widget's picture as the widget stands now and not as its cell was last run. */
export function pictured(notebook) {
  const widgets = notebook.metadata?.widgets?.[STATE]?.state ?? {};
  const current = (output) => {
    const picture = widgets[output.data?.[VIEW]?.model_id]?.state.picture;
    return picture ? { ...output, data: { ...output.data, "text/html": picture } } : output;
  };
  return { ...notebook, cells: notebook.cells.map((cell) => (cell.outputs ? { ...cell, outputs: cell.outputs.map(current) } : cell)) };
}
