"""The function that Azure starts every minute; all of it is in the package. deploy.sh says how it is deployed."""

import azure.functions as functions

from feedgen_liveblog import handler

app = functions.FunctionApp()


@app.timer_trigger("timer", schedule="0 * * * * *")
def feeds(timer: functions.TimerRequest) -> None:
    """A failed run is an exception, which Azure counts."""
    handler.azure(timer)
