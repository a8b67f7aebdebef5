// Sends a kept form on to where it was going. Without scripts its button does.

HTMLFormElement.prototype.submit.call(document.getElementById("onward"));
