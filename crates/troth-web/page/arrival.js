// Shows the first words, which the page itself holds, before anything of the app is there: the notice that everybody reads
// first, and Hide. The app, which is a hundred times as large, is then on its way. Who comes again has it already.
//
// This stands apart from boot.js, which runs only once the app's own script has come.

const arrival = document.getElementById("arrival");
const hide = arrival.querySelector(".hide");
arrival.hidden = Boolean(navigator.serviceWorker?.controller);
arrival.classList.remove("late");

function leave(event) {
  event.preventDefault();
  location.replace(hide.href);
}

hide.addEventListener("click", leave);

// As in the app: three presses of Shift with nothing between, in this many milliseconds.
const SHIFTS_WITHIN_MS = 1500;
let shifts = [];
document.addEventListener("keydown", (event) => {
  if (!arrival.isConnected || event.repeat) return;
  shifts = event.key === "Shift" ? [...shifts.slice(-2), event.timeStamp] : [];
  if (shifts.length === 3 && shifts[2] - shifts[0] <= SHIFTS_WITHIN_MS) leave(event);
});
