"""The request form: who may ask, what there is to ask for, and which keys follow by themselves."""
