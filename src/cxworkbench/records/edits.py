"""What a person does to a map, as pure functions: a map goes in, a changed map comes out.

New ids are minted here and retired here; every changed map is checked before it is given back.
"""

from cxworkbench.records.adding import (
    add_comment,
    add_decision,
    add_flow,
    add_interaction,
    add_offering,
    add_phase,
    add_role,
    add_stage,
    add_statement,
    add_step,
    add_touchpoint,
    set_involvement,
)
from cxworkbench.records.editing import (
    confirm,
    edit,
    edit_statement,
    edit_touchpoint,
    lock,
    rename,
    rename_stage,
    unlock,
)
from cxworkbench.records.joining import current_id, merge_elements
from cxworkbench.records.map_items import (
    LISTS,
    PARENT_FIELDS,
    PLACES,
    Item,
    item_with,
    items_of,
)
from cxworkbench.records.moving import (
    move_element,
    move_interaction,
    move_phase,
    move_stage,
    move_step,
    move_touchpoint,
    reorder,
)
from cxworkbench.records.removing import (
    remove_item,
    remove_stage,
    remove_statement,
    remove_touchpoint,
)
from cxworkbench.records.splitting import split_element

__all__ = [
    "LISTS", "PARENT_FIELDS", "PLACES", "Item", "add_comment", "add_decision", "add_flow",
    "add_interaction", "add_offering", "add_phase", "add_role", "add_stage", "add_statement",
    "add_step", "add_touchpoint", "confirm", "current_id", "edit", "edit_statement",
    "edit_touchpoint", "item_with", "items_of", "lock", "merge_elements", "move_element",
    "move_interaction", "move_phase", "move_stage", "move_step", "move_touchpoint",
    "remove_item", "remove_stage", "remove_statement", "remove_touchpoint", "rename",
    "rename_stage", "reorder", "set_involvement", "split_element", "unlock",
]  # fmt: skip
