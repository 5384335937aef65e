"""What runs inside the Rasa process: text components, channels, repairs. Python 3.10.

Importing the package installs the repairs, because every way into Rasa (training,
serving, the shell) loads a component or a store from here before it does any work.
"""

from api.client.lifeline import follow
from bot import handover, outage, privacy, speedups

privacy.install()
handover.install()
outage.install()
speedups.install()
follow()
