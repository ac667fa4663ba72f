// Digits choose an answer, Enter continues: an extra for those who have a keyboard; the form works without.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.matches("textarea, select, input:not([type=radio])")) return;
  const answer = document.querySelector(`.question input[data-key="${CSS.escape(event.key)}"]`);
  if (!answer) return;
  answer.checked = true;
  answer.focus();
});
