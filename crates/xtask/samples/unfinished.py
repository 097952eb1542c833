def make(folder): pass
