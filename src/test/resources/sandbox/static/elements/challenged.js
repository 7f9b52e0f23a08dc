// The page that shows this one in a frame goes on by itself; what happened it asks for.
if (window.parent !== window) window.parent.postMessage("challenged", "*");
