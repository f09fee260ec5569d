"""Scenario files: the one readable format for the clouds that lessons, challenges and sandboxes start from."""

from iamlab.cloud.scenario.dumping import dump_scenario
from iamlab.cloud.scenario.loading import load_scenario
from iamlab.cloud.scenario.problems import ScenarioProblem
from iamlab.cloud.scenario.scenario import NamedRequest, Scenario, ScenarioReading

__all__ = ["NamedRequest", "Scenario", "ScenarioProblem", "ScenarioReading", "dump_scenario", "load_scenario"]
