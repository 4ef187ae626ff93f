from time import sleep

nap = sleep
