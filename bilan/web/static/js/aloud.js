// Reads the question aloud in the page's language: an extra where the browser has a voice; hidden elsewhere.
const aloud = document.querySelector("button.aloud");
if (aloud && "speechSynthesis" in window) {
  const listen = aloud.textContent;
  const show = (isReading) => {
    aloud.setAttribute("aria-pressed", String(isReading));
    aloud.textContent = isReading ? aloud.dataset.stop : listen;
  };
  aloud.hidden = false;
  aloud.addEventListener("click", () => {
    const wasReading = aloud.getAttribute("aria-pressed") === "true";
    window.speechSynthesis.cancel();
    show(!wasReading);
    if (wasReading) return;
    const words = [...document.querySelectorAll("[data-aloud]")].map((part) => part.textContent.trim());
    const speech = new SpeechSynthesisUtterance(words.filter(Boolean).join(". "));
    speech.lang = document.documentElement.lang;
    speech.onend = speech.onerror = () => show(false);
    window.speechSynthesis.speak(speech);
  });
  window.addEventListener("pagehide", () => window.speechSynthesis.cancel());
}
