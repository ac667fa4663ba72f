// Passkeys: a form marked `data-passkey` gets its credential from the browser, then is sent as any other form.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const button = document.querySelector("[data-passkey-go]");
  const result = form.querySelector("[data-passkey-result]");
  const held = document.getElementById("passkey_options");

  const options = async () => {
    if (held) return JSON.parse(held.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`no passkey options: ${answer.status}`);
    return (await answer.json()).request_options;
  };

  const creation = (asked) => {
    asked = asked.creation_options;
    const selection = asked.publicKey.authenticatorSelection;
    // A passkey that opens the door alone stays on the device and checks who holds it.
    selection.residentKey = "required";
    selection.requireResidentKey = true;
    selection.userVerification = "required";
    return webauthnJSON.create(asked);
  };

  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const asked = await options();
      const made = form.dataset.passkey === "create" ? creation(asked) : webauthnJSON.get(asked);
      result.value = JSON.stringify(await made);
      form.requestSubmit(button.form === form ? button : undefined);
    } catch (error) {
      const told = document.querySelector("[data-passkey-refused]");
      if (told) told.hidden = false;
    }
  });
})();
